"""SHIM."""


class SeenDocuments:
    def __init__(self, path):
        self.d = {}

    def first_place(self, n, i, p):
        return None

    def find_copy(self, *a):
        return None

    def commit(self):
        pass

    def cut_back(self, n):
        pass

    def close(self):
        pass


def signature(text):
    return None
