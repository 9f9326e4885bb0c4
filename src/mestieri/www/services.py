"""Furnish a centre with its editorial pages: root pages, a collection, a group of editors."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from mestieri.kernel.models import Centre
from mestieri.kernel.services.accounts import editorial_group_name
from mestieri.www.models import CentreRootPage, EditorialPage, HouseRootPage

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
COLLECTION_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


@transaction.atomic
def furnish_centre(centre: Centre) -> None:
    """Give a centre its root pages (one a language), its collection and its editors' group.

    Can be repeated: what is already there is left as it is.
    """
    group, _created = Group.objects.get_or_create(name=editorial_group_name(centre))
    for language, _name in settings.LANGUAGES:
        page = _centre_root(centre, language)
        for codename in PAGE_PERMISSIONS:
            GroupPagePermission.objects.get_or_create(
                group=group,
                page=page.page_ptr,
                permission=_permission("wagtailcore", codename),
            )
    collection = _collection(centre)
    for codename in COLLECTION_PERMISSIONS:
        app_label = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(app_label, codename)
        )
    group.permissions.add(
        _permission("wagtailadmin", "access_admin"),
        _permission("simple_translation", "submit_translation"),
    )


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _collection(centre: Centre) -> Collection:
    found = Collection.objects.filter(name=centre.slug, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=centre.slug)


def house_root(language: str) -> HouseRootPage:
    """The root of one language's tree, made the first time it is asked for."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    found = HouseRootPage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    if language != settings.LANGUAGE_CODE:
        return _published_translation(house_root(settings.LANGUAGE_CODE), locale)
    root = Page.get_first_root_node().add_child(
        instance=HouseRootPage(title="Mestieri", slug="mestieri", locale=locale)
    )
    _make_it_the_site(root)
    return root


def _make_it_the_site(root: HouseRootPage) -> None:
    """Serve this tree, and take away the page that Wagtail welcomes with."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost",
            root_page=root.page_ptr,
            is_default_site=True,
            site_name="Mestieri",
        )
        return
    welcome = site.root_page
    site.root_page, site.site_name = root.page_ptr, "Mestieri"
    site.save()
    if welcome.pk != root.pk and welcome.specific_class is Page and welcome.is_leaf():
        welcome.delete()


def _published_translation(page: Page, locale: Locale) -> Page:
    """Copy a page into another language and publish it: Wagtail serves no draft."""
    copy = page.copy_for_translation(locale)
    copy.get_latest_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def _centre_root(centre: Centre, language: str) -> CentreRootPage:
    found = CentreRootPage.objects.filter(centre=centre, locale__language_code=language).first()
    if found is not None:
        return found
    parent = house_root(language)
    if language != settings.LANGUAGE_CODE:
        return _published_translation(_centre_root(centre, settings.LANGUAGE_CODE), parent.locale)
    return parent.add_child(
        instance=CentreRootPage(
            title=centre.name, slug=centre.slug, centre=centre, locale=parent.locale
        )
    )


@transaction.atomic
def publish_page(
    centre: Centre,
    language: str,
    *,
    slug: str,
    title: str,
    introduction: str,
    body: str,
    is_in_footer: bool = False,
) -> EditorialPage:
    """Write and publish an editorial page of a centre in one language.

    The page of the second language becomes the translation of the first's.

    Raises:
        ValidationError: the slug is taken or badly formed.
    """
    root = _centre_root(centre, language)
    page = EditorialPage(
        slug=slug,
        title=title,
        introduction=introduction,
        body=body,
        is_in_footer=is_in_footer,
        locale=root.locale,
    )
    source = (
        EditorialPage.objects.filter(slug=slug)
        .descendant_of(_centre_root(centre, settings.LANGUAGE_CODE))
        .first()
    )
    if source is not None:
        page.translation_key = source.translation_key
    root.add_child(instance=page)
    page.save_revision().publish()
    return page
