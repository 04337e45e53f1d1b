"""When the work runs: Prefect flows and their schedule, and nothing else."""
