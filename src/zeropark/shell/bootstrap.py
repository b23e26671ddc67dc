"""The one place that names adapters: takes a park's folder, gives ports bound to it."""
