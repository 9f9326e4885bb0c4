"""The room of guidance: questionnaires and guides that remember nothing."""
