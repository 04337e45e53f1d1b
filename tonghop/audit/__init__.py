"""The audit log: who ran what, when, on what, and what came of it; never what data say."""
