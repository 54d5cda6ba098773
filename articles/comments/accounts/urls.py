"""Addresses of readers' accounts, below /account/.

allauth finds its pages by these names; those that are not here (passwords, codes of an app, several addresses) are not
in use. Where it would lead to a list or a start page of its own, our one page answers.
"""

from django.urls import path

from articles.comments.accounts import views

urlpatterns = [
    path("", views.own_page, name="account"),
    path("", views.own_page, name="account_email"),
    path("", views.own_page, name="mfa_index"),
    path("", views.own_page, name="mfa_list_webauthn"),
    path("address/", views.change_address, name="account_change_address"),
    path("login/", views.login, name="account_login"),
    path("login/", views.login, name="account_request_login_code"),
    path("login/code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", views.login_by_passkey, name="mfa_login_webauthn"),
    path("signup/", views.signup, name="account_signup"),
    path("signup/code/", views.confirm_email, name="account_email_verification_sent"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/rename/", views.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
]
