"""Changes of the procedures: compared with the version in force, submitted for countersign."""
