// In: a site. Out: the files of its skeleton: a page that Vite builds. Never free text.
import type { Site } from "../../../src/architecture/model.ts";
import { renderTemplate } from "../../../src/render/template.ts";
import { effectivePackageManager } from "../../service-images.ts";
import { nodeManifest } from "./node.ts";
import plainMain from "./site/none/main.js.ejs";
import plainManifest from "./site/none/package.json.ejs";
import plainNpm from "./site/none/package-lock.json.text";
import plainPnpm from "./site/none/pnpm-lock.yaml.text";
import reactMain from "./site/react/main.jsx.ejs";
import reactManifest from "./site/react/package.json.ejs";
import reactNpm from "./site/react/package-lock.json.text";
import reactPnpm from "./site/react/pnpm-lock.yaml.text";
import greeting from "./site/shared/greeting.js.ejs";
import greetingTest from "./site/shared/greeting.test.js.ejs";
import indexHtml from "./site/shared/index.html.ejs";
import viteConfig from "./site/shared/vite.config.js.ejs";
import vueMain from "./site/vue/main.js.ejs";
import vueManifest from "./site/vue/package.json.ejs";
import vueNpm from "./site/vue/package-lock.json.text";
import vuePnpm from "./site/vue/pnpm-lock.yaml.text";
import type { SkeletonFile } from "./view.ts";

const KINDS = {
  react: {
    texts: { manifest: reactManifest, npm: reactNpm, pnpm: reactPnpm },
    main: reactMain,
    entry: "main.jsx",
    pluginImport: 'import react from "@vitejs/plugin-react";\n',
    pluginCall: "react()",
  },
  vue: {
    texts: { manifest: vueManifest, npm: vueNpm, pnpm: vuePnpm },
    main: vueMain,
    entry: "main.js",
    pluginImport: 'import vue from "@vitejs/plugin-vue";\n',
    pluginCall: "vue()",
  },
  none: {
    texts: { manifest: plainManifest, npm: plainNpm, pnpm: plainPnpm },
    main: plainMain,
    entry: "main.js",
    pluginImport: "",
    pluginCall: "",
  },
} as const;

/** A page that `vite build` writes to the site's build folder. Frameworks without a skeleton of their own start from plain modules. */
export function siteSkeleton(site: Site, project: string): SkeletonFile[] {
  const kind = site.framework === "react" || site.framework === "vue" ? KINDS[site.framework] : KINDS.none;
  const view = {
    id: site.id,
    idText: JSON.stringify(site.id),
    buildFolderText: JSON.stringify(site.buildFolder),
    entry: kind.entry,
    pluginImport: kind.pluginImport,
    pluginCall: kind.pluginCall,
  };
  const texts = {
    "index.html": indexHtml,
    "vite.config.js": viteConfig,
    [`src/${kind.entry}`]: kind.main,
    "src/greeting.js": greeting,
    "test/greeting.test.js": greetingTest,
  };
  return [
    ...nodeManifest(`@${project}/${site.id}`, effectivePackageManager(site), kind.texts),
    ...Object.entries(texts).map(([path, text]) => ({ path, content: renderTemplate(text, view) })),
  ];
}
