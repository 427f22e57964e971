"""Files that other systems export, read: bytes in, plain values out. `picked` alone looks at a disk; none records."""
