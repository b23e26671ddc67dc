"""Where OpenADR rests: objects of a VTN, its clients, and what a VEN has seen; always durable."""
