"""The journal of everybody's letters, event chains, and the trail of changes."""
