// Swagger UI over the document of all services, in the page's light or dark.
(() => {
  "use strict";
  const root = document.documentElement;
  const darken = (dark) => root.classList.toggle("dark-mode", dark);
  darken(root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  document.addEventListener("theme", (event) => darken(event.detail.dark));

  const csrf = document.querySelector('meta[name="csrf-token"]')?.content;
  SwaggerUIBundle({
    url: document.getElementById("docs").dataset.document,
    dom_id: "#docs",
    deepLinking: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    // Whoever is signed in with this browser may try calls without authorizing again.
    requestInterceptor: (request) => {
      if (csrf && !request.headers.Authorization && new URL(request.url, location.href).origin === location.origin) {
        request.headers["X-CSRF-Token"] = csrf;
      }
      return request;
    },
  });
})();
