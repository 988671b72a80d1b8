"""Who watches which room of an examination, and whom nobody may watch."""
