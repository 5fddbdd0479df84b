"""What JupyterLab and its server are told: settings, how files are opened and saved, the scripts that widgets share."""
