"""The verbs of public texts and of enquiries."""
