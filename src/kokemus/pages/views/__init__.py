"""The screens of public texts and enquiries."""
