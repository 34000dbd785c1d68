"""The part of an address that names a question page; any other word is left to other addresses, or to a 404."""

from assessments import catalogue
from assessments.domain.definitions import Page


class PageConverter:
    regex = "[a-z0-9_]+"

    def to_python(self, value: str) -> Page:
        page = catalogue.shipped().page_of_slug(value)
        if page is None or page not in catalogue.shipped().flows["full"].pages:
            raise ValueError(value)
        return page

    def to_url(self, value: Page | str) -> str:
        return value.slug if isinstance(value, Page) else value
