"""Python modules that convert the uniform records of a vendor's class: straight lines, from its crosswalk."""
