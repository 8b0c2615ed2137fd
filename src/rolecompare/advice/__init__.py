"""What a comparison means for somebody who has to decide: pure, on top of it."""
