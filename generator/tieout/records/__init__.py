"""What contributors write: guarded YAML to frozen models that keep the place of each field."""
