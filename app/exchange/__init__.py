"""What leaves a school and comes back to it: packages, receipts."""
