"""Speed and memory, against a bare interpreter, the stack a user would assemble, and one pass of the automaton."""
