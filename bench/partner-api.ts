import { requestRows } from './requests.js';
import { print } from './table.js';

print(await requestRows());
