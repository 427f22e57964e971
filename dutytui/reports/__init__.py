"""Reports, made: what the records say of a day or of a stretch of days, as values that `dutytui.exports` writes."""
