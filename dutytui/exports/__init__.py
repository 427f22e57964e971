"""Files for other programs, made: plain values in, bytes out, one module a format. `saved` alone writes to a disk."""
