"""What articles claim: sentences worth checking, passages that say the same, where they differ."""
