/* Small comforts. Every page works without this file. */
(function () {
  "use strict";
  var page = document;

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  // "/" goes to the search over everything.
  page.addEventListener("keydown", function (event) {
    var search = page.querySelector("[data-search]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search || typing(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // A second press of a button does not send the form twice.
  page.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    page.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  function copy(button) {
    var input = page.getElementById(button.dataset.copy);
    var words = button.textContent;
    input.select();
    navigator.clipboard.writeText(input.value).then(function () {
      button.textContent = button.dataset.done;
      setTimeout(function () { button.textContent = words; }, 3000);
    });
  }

  page.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) copy(button);
    if (event.target.closest("[data-print]")) window.print();
  });

  function ready() {
    page.querySelectorAll("[data-print]").forEach(function (button) { button.hidden = false; });
    if (navigator.clipboard) {
      page.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = false; });
    }
    var summary = page.getElementById("error-summary");
    if (summary) {
      page.title = summary.querySelector("h2").textContent + ": " + page.title;
      summary.focus();
    }
  }
  if (page.readyState === "loading") page.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
