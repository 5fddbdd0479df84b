"""The explorers of lesson 10, a file each: five pictures of how to spend few trainings well."""
