"use strict";
(function () {
  var root = document.documentElement;
  var theme = document.getElementById("theme");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark"; }
  function label() { theme.textContent = isDark() ? "Light colours" : "Dark colours"; }
  theme.hidden = false;
  label();
  dark.addEventListener("change", label);
  theme.addEventListener("click", function () { root.dataset.theme = isDark() ? "light" : "dark"; label(); });
  document.querySelectorAll("button[data-shows]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(pressed));
      document.getElementById(button.dataset.shows).hidden = !pressed;
      document.getElementById(button.dataset.hides).hidden = pressed;
    });
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (fold) { fold.open = false; }); });
})();
