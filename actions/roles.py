"""What the roles of the site may do with actions and the directory."""

from cms import roles

DIRECTORY = ("country", "topic", "language", "organisation", "office")


def register() -> None:
    """Tell the site which permissions editors, reviewers and administrators have here."""
    everything = {
        f"actions.{verb}_{model}"
        for model in DIRECTORY
        for verb in ("add", "change", "delete", "view")
    }
    editing = {key for key in everything if "_office" in key or "_organisation" in key} | {
        f"actions.view_{model}" for model in DIRECTORY
    }
    roles.grant(everything, to=(roles.ADMINISTRATORS,))
    roles.grant(editing - {"actions.delete_office"}, to=(roles.EDITORS, roles.REVIEWERS))
    submit = {"wagtail_localize.submit_translation"}
    roles.grant(
        submit,
        to=(roles.ADMINISTRATORS, roles.EDITORS, roles.REVIEWERS, "translators", "reviewers"),
    )
    roles.grant(
        {
            f"{app}.{verb}_{model}"
            for app, model in (
                ("auth", "user"),
                ("auth", "group"),
                ("wagtailcore", "site"),
                ("wagtailcore", "locale"),
                ("wagtailcore", "workflow"),
                ("wagtailcore", "task"),
                ("cms", "organisationsettings"),
            )
            for verb in ("add", "change", "delete", "view")
        },
        to=(roles.ADMINISTRATORS,),
    )
