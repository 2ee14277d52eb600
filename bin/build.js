// `npm run build`: compiles what has changed.
import { ensureBuild } from './ensure.js';

ensureBuild(new URL('..', import.meta.url));
