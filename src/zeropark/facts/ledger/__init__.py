"""Where energy went: takes aligned amounts, gives flows that close, shares and bills."""
