/* Wakes the passkey buttons of the page: shows each where the browser knows passkeys, and says when one did not work. */
(function () {
  "use strict";
  var page = document;
  var BUTTONS = {
    passkey_login: ["loginForm", { login: "passkey_login", credential: "mfa_credential" }],
    passkey_add: ["addForm", { add: "passkey_add", passwordless: "id_passwordless", credential: "id_credential", data: "js_data" }],
    passkey_confirm: ["authenticateForm", { authenticate: "passkey_confirm", credential: "id_credential", data: "js_data" }],
  };

  function say(shown) {
    page.querySelectorAll("[data-passkey-error]").forEach(function (text) { text.hidden = !shown; });
  }

  page.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    say(true);
  });

  if (!window.PublicKeyCredential) return;
  Object.keys(BUTTONS).forEach(function (name) {
    var button = page.getElementById(name);
    if (!button) return;
    button.addEventListener("click", function (event) { event.preventDefault(); say(false); }); // the passkey sends the form
    window.allauth.webauthn.forms[BUTTONS[name][0]]({ ids: BUTTONS[name][1] });
    button.hidden = false;
  });
})();
