"""Made-up CVs in layouts that the author of the CV reader does not see."""
