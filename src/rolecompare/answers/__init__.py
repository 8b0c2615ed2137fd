"""The JSON answers that are not a comparison, field for field (`rolecompare data schema`)."""
