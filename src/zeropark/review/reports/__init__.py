"""What people read: takes results, gives one self-contained page in Chinese or English."""
