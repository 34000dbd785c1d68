"""Addresses that a page names many times: worked out once for each place that the site is served from."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def item_url(item: str) -> str:
    return _reversed(get_script_prefix(), "programs:item", item)


def learn_url(key: str) -> str:
    return _reversed(get_script_prefix(), "programs:learn_page", key)


def tick_url() -> str:
    return _reversed(get_script_prefix(), "programs:tick")


@lru_cache(maxsize=512)
def _reversed(prefix: str, name: str, *arguments: str) -> str:
    return reverse(name, args=arguments)
