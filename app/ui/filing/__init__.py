"""What the pages 备案 and 佐证材料 are made of."""
