from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for every file, the imports inside our ES modules included, so that all may be cached for ever."""

    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:
        """Names are fixed once they are collected, and a page asks for some forty of them."""
        known: dict[str | None, str] = self.__dict__.setdefault("_known", {})
        if name not in known:
            known[name] = super().url(name, force)
        return known[name]
