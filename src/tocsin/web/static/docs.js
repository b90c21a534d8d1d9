// The description of the interface, drawn by Swagger UI from our own OpenAPI document.
window.SwaggerUIBundle?.({ url: "/api/v1/openapi.json", dom_id: "#swagger", deepLinking: true, validatorUrl: null });
