"""What a report must look like: forms, indicators, units, directives, rules and issues, as dated declarations."""
