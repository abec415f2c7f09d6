"""The commands of `seizures`, a module for each kind of work. Heavy imports stand inside the functions: help
is quick."""
