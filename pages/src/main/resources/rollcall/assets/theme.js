// Light or dark: what the system says, unless somebody has chosen. Loaded ahead of the page so that nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const chosen = () => {
    try {
      return localStorage.getItem("rollcall-theme");
    } catch {
      return null;
    }
  };
  if (chosen()) {
    root.dataset.theme = chosen();
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const announce = () => document.dispatchEvent(new CustomEvent("theme", { detail: { dark: isDark() } }));
  dark.addEventListener("change", announce);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme")?.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("rollcall-theme", root.dataset.theme);
      } catch {
        // It is not remembered then.
      }
      announce();
    });
  });
})();
