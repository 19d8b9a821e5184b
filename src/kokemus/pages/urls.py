"""Addresses of `pages`."""

app_name = "pages"
urlpatterns: list[object] = []
