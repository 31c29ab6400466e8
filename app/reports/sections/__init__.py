"""The sections of the self-assessment report, each built from the same material."""
