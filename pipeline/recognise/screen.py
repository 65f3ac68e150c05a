"""SHIM."""


class Screen:
    def passes(self, text):
        return True
