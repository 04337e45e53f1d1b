"""Publishing: editions of Word reports, Excel annexes, Parquet and a read-only database."""
