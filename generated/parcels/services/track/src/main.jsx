import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { greeting } from "./greeting.js";

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <main>{greeting("track")}</main>
  </StrictMode>,
);
