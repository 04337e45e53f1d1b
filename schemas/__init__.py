"""What a report must look like: forms, units, directives, rules and issues, with dates."""
