// Applies the dark or light theme before the first paint. Not a module, because modules run too late.
"use strict";
{
  const KEY = "servlet-exporter.theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // If storage is not permitted, the page follows the system.
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const store = (theme) => {
    try {
      if (theme === null) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, theme);
      }
    } catch {
      // The choice is lost when the page is closed.
    }
  };

  const system = () => (dark.matches ? "dark" : "light");
  const root = document.documentElement;

  const apply = (theme) => {
    root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) {
      const other = theme === "dark" ? "light" : "dark";
      button.textContent = other === "dark" ? "Dark" : "Light";
      button.setAttribute("aria-label", `Switch to the ${other} theme`);
    }
    document.dispatchEvent(new Event("themechange"));
  };

  const toggle = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    store(next === system() ? null : next);
    apply(next);
  };

  apply(stored() ?? system());
  dark.addEventListener("change", () => apply(stored() ?? system()));
  document.addEventListener("DOMContentLoaded", () => {
    apply(root.dataset.theme);
    document.getElementById("theme").addEventListener("click", toggle);
  });
}
