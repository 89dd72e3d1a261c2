/** What makes a name one of a host that others should not learn of. */
import { COUNTRIES, isCountry, isOtherTop } from './topLevelDomains.js';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?';
const NAME = new RegExp(String.raw`^${LABEL}(?:\.${LABEL}){0,9}\.?$`, 'i');
const INTERNAL =
  /\.(?:internal|local|lan|corp|intra|intranet|home|home\.arpa|private|localdomain|localnet|fritz\.box|domain|consul|svc|test|prod|dmz|cluster|priv|int|vpn|office|ad|infra)\.?$/i;

/** Ends of names whose letters are no endings of files, classes or metrics. */
export const PUBLIC_ENDINGS =
  'com net org edu gov mil io de uk fr nl eu ch at se dk fi cz be it es pt ie us ca au nz jp cn br mx in kr za ru tr gr hu ro cloud dev app tech biz info co online site example';
/** Those that are also endings of files or names of fields and packages, so a name needs more around it. */
const DOUBTFUL = new Set(
  'io it at in be info co app dev us es int test prod home ad domain local site int'.split(' '),
);
const PUBLIC: ReadonlySet<string> = new Set(PUBLIC_ENDINGS.split(' '));
/** All other endings that names are looked for with; below the rest only a key or an address of a page tells a host. */
export const OTHER_ENDINGS = [
  ...COUNTRIES,
  ...(
    'xyz network systems digital services solutions software hosting agency global group media health energy bank aero ' +
    'coop berlin hamburg koeln bayern wien swiss amsterdam london paris nyc asia cat eus mobi pro technology works zone ' +
    'cloudns team page live world center company studio xn--'
  ).split(' '),
].filter(ending => !PUBLIC.has(ending));
export const INTERNAL_ENDINGS =
  'internal local lan home.arpa corp intra intranet home private localdomain fritz.box consul svc test prod dmz priv vpn infra office ad';

/** Names that everybody uses: they say nothing of whose log it is. */
const COMMON = new RegExp(
  String.raw`(?:^|\.)(?:${[
    'example',
    'github|githubusercontent|gitlab|bitbucket|google|googleapis|gstatic|googleusercontent|gvt1|youtube|doubleclick',
    'microsoft|windows|windowsupdate|live|office|office365|microsoftonline|azure|visualstudio|msftconnecttest|bing|skype',
    'amazon|aws|apple|icloud|facebook|twitter|linkedin|instagram|slack|stripe|paypal|twilio|sendgrid|telegram|discord',
    'docker|mozilla|firefox|ubuntu|debian|centos|redhat|fedoraproject|alpinelinux|opensuse|archlinux|canonical|kernel',
    'npmjs|yarnpkg|nodejs|pypi|pythonhosted|python|rubygems|crates|rust-lang|golang|maven|apache|gradle|spring|jetbrains',
    'kubernetes|k8s|quay|coreos|openshift|helm|istio|cert-manager|cncf|prometheus|grafana|elastic|mongodb|postgresql|mysql|oracle|sun|redis|hashicorp|nginx',
    'w3|xmlsoap|ietf|iana|icann|unicode|json-schema|schema|swagger|openapis|opengis|purl|ntp|pool|cloudflare|akamai|akamaiedge|fastly|letsencrypt|lencr|digicert|verisign|cloudfront|jsdelivr|unpkg|cdnjs|jquery|bootstrapcdn',
    'mailchimp|mailgun|mandrillapp|postmarkapp|braintreegateway|adyen|klarna|mollie|plaid|mapbox|openweathermap|segment|mixpanel|amplitude|launchdarkly|rollbar|bugsnag|honeycomb|opsgenie|circleci|travis-ci|codecov|sonarcloud|snyk|digitalocean|heroku|dropbox|nexmo|vonage|messagebird|plivo|hubapi',
    'stackoverflow|wikipedia|gravatar|sentry|datadoghq|newrelic|pagerduty|openai|anthropic|huggingface|openssh|libssh|gnu|freedesktop|x|systemd|sourceforge|eclipse|hibernate|slf4j|log4j|junit|springframework|postman|curl|letsencrypt',
  ].join('|')})\.(?:com|net|org|io|dev|co|us|ms|sh|cc|fm|so|de|co\.uk)$`,
  'i',
);
/** Where a cloud answers everybody, by service and region. */
const ENDPOINT = new RegExp(
  String.raw`^(?:(?:${[
    's3|sts|ec2|sqs|sns|kms|ssm|logs|monitoring|ecr|api|dkr|dynamodb|lambda|iam|rds|eks|ecs|elb|es|autoscaling|secretsmanager|events',
    'elasticloadbalancing|elasticache|redshift|docdb|neptune|kafka|cache|cloudformation|cloudwatch|kinesis|firehose|athena|glue|states',
    'email(?:-smtp)?|sagemaker|bedrock(?:-runtime)?|runtime|dualstack|fips|objectstorage|compat|storage|oss|obs|cos|io|cloud|s3-[a-z-]+|ec2messages|ssmmessages|xray|appconfig|servicediscovery|cognito-(?:idp|identity)|execute-api',
    String.raw`(?:oss-|s3-)?(?:us|eu|ap|sa|ca|me|af|il|mx|cn|fr|nl|pl|uk|de|in|jp|au|kr|br)(?:-gov|-iso[a-z]?)?-[a-z]{2,12}(?:-\d{1,3})?`,
    String.raw`(?:fra|ams|nyc|sfo|sgp|lon|tor|blr|syd|fsn|nbg|hel|gra|rbx|sbg|bhs|waw|par|ewr)\d?`,
  ].join(
    '|',
  )})\.){1,5}(?:amazonaws\.com(?:\.cn)?|api\.aws|ovh\.net|digitaloceanspaces\.com|your-objectstorage\.com|backblazeb2\.com|wasabisys\.com|linodeobjects\.com|scw\.cloud|aliyuncs\.com|myhuaweicloud\.com|appdomain\.cloud|oraclecloud\.com)$`,
  'i',
);
const PROVIDERS =
  /(?:^|\.)(?:compute|ec2|rds|elb|elasticache|cache|redshift|eks|ecs|es|docdb|neptune|kafka|execute-api|database|servicebus|blob|vault|redis|documents|azurewebsites|cloudapp|trafficmanager|ingest)\./i;
const CODE =
  /^(?:com|org|net|io|java|javax|jakarta|sun|dev|de|system|microsoft|android|kotlin|scala|akka|app|www\d?|this|self|window|document|module|process|state|props|config|settings|logging|spring|management|server|node|log|logger|user|request|response|ctx|context|args|options|e|i|data|event|item|obj|import|require|std|math)\./i;
/** An address of Terraform or OpenTofu: the type of a resource begins with its provider. */
const RESOURCE =
  /(?:^|\.)(?:module|data)\.|(?:^|\.)(?:aws|azurerm|azuread|azapi|google|kubernetes|kubectl|helm|null|random|local|tls|time|vault|consul|nomad|cloudflare|digitalocean|hcloud|openstack|vsphere|github|gitlab|datadog|grafana|oci|ibm|alicloud|libvirt|proxmox|terraform|docker|postgresql|mysql|rabbitmq|okta|auth0)_[a-z\d_]+(?:\.|$)/;
const FILE =
  /\.(?:log|txt|json|ya?ml|xml|html?|jsx?|mjs|cjs|tsx?|css|scss|py|rb|go|rs|java|kt|scala|php|sh|bat|ps1|exe|dll|so|jar|war|zip|gz|tgz|tar|bz2|xz|conf|cfg|ini|toml|lock|md|csv|sql|db|bak|tmp|pid|sock|service|socket|timer|target|mount|slice|scope|png|jpe?g|gif|svg|ico|pdf|pem|crt|key|proto|map|class|c|h|cc|cpp|o|tf|pm|properties|env|out|err|dmp|etl|mof|cat|mum|manifest)$/i;
const NO_NAMES =
  /^(?:localhost|localdomain|localhost\.localdomain|host|hostname|server|none|null|unknown|true|false|default|any|all|self|example\.(?:com|org|net)|www\.example\.(?:com|org|net)|host\.docker\.internal|kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?|metadata\.google\.internal|gateway\.docker\.internal)\.?$/i;

const isName = (name: string): boolean =>
  name.length <= 253 && NAME.test(name) && /[a-z]/i.test(name) && !NO_NAMES.test(name);
export const isHostName = (name: string): boolean => isName(name) && !FILE.test(name);
/** Whether it ends like a file and like the names of a country, too. */
export const isLikeFile = (name: string): boolean => FILE.test(name);

export const isIpInName = (name: string): boolean =>
  /(?:^|[.-])ip-\d{1,3}(?:-\d{1,3}){3}(?:\.|$)/i.test(name);
const numbered = (name: string): boolean => /(?:\d{1,3}[-.x]){3}\d{1,3}/.test(name);
const isProvided = (name: string): boolean =>
  PROVIDERS.test(name) && /\.(?:amazonaws\.com(?:\.cn)?|azure\.com|windows\.net|azure\.net)$/i.test(name);

/** Where a name stands. */
type Where = 'host' | 'page' | 'address' | 'text';

/**
 * Whether a full name is worth hiding. It stands where only a host can stand, behind a key or before a port (`host`), in
 * the address of a page (`page`), before the address that it stands for (`address`), or anywhere.
 */
export function isPrivateName(name: string, where: Where): boolean {
  const asHost = where !== 'text';
  if (!isName(name)) return false;
  const labels = name.replace(/\.$/, '').toLowerCase().split('.');
  const ending = labels.at(-1) ?? '';
  if (isLikeFile(name) && !(asHost && isCountry(ending) && hasInnerWord(labels.slice(0, -2)))) return false;
  if (labels.length < 2 || /^\d+$/.test(ending) || (name.includes('_') && RESOURCE.test(name))) return false;
  if (/[A-Z]/.test(name) && /[a-z]/.test(name) && !asHost && !/^[A-Z\d-]+\./.test(name)) return false;
  if (isIpInName(name) || numbered(name)) return true;
  if (INTERNAL.test(name)) return asHost || !DOUBTFUL.has(ending) || isPlainlyInternal(labels, ending);
  if (ENDPOINT.test(name)) return false;
  if (!PUBLIC.has(ending)) return isBelowOther(name, labels, where);
  if (isProvided(name)) return true;
  if (COMMON.test(name)) {
    // A host of a documentation's domain is somebody's all the same when it is named; a page there is not.
    if (!/(?:^|\.)example\.(?:com|net|org)$/i.test(name) || labels.length < 3 || /^www\d?\./.test(name))
      return false;
    const inner = labels.slice(0, -2);
    return (inner.length > 1 || (where !== 'page' && /\d/.test(name))) && hasInnerWord(inner);
  }
  if (CODE.test(name) && (!asHost || labels[0]?.startsWith('www') === true)) return false;
  if (labels.length === 2) return false;
  // The name of a site that everybody may visit says little; what stands in a network, or is numbered, says where.
  return where === 'host' || where === 'address' || hasInnerWord(labels.slice(0, -2));
}

/** Endings of countries that programs call other things. */
const WORDS_TOO = new Set(
  'id no to is do so me my by as am la re sc st tv ws pm ps mm kg km cm mc ms mn mo ai ml gl gt lt ge ne cc pr sr tf rs sh md py'.split(
    ' ',
  ),
);
/** Below all other endings fewer names are hosts: they have to stand where one does, or be plainly one of a network. */
function isBelowOther(name: string, labels: readonly string[], where: Where): boolean {
  const ending = labels.at(-1) ?? '';
  if (labels.length < 3 || (/[A-Z]/.test(name) && /[a-z]/.test(name))) return false;
  if (/^(?:self|this|that|req|res|ctx|args|opts?|obj|cfg|params|e|i|x)\./.test(name)) return false;
  const inner = hasInnerWord(labels.slice(0, -2));
  if (where === 'text')
    return isCountry(ending) && inner && (/[\d-]/.test(name) || OF_NETWORK.test(name)) && !CODE.test(name);
  if (labels[0]?.startsWith('www') === true && CODE.test(name)) return false;
  if (where === 'address' && isCountry(ending)) return true;
  if (!isCountry(ending)) return inner && isOtherTop(ending) && (where === 'page' || !NAMED_SO.has(ending));
  return inner || (where === 'host' && (!WORDS_TOO.has(ending) || /[\d-]/.test(name)));
}
/** What only a part of a network is called. */
const OF_NETWORK = /\.(?:corp|intern|intra(?:net)?|lan|dmz|mgmt)\./;
/** Endings that are parts of a program, too. */
const NAMED_SO = new Set(
  'name host page data zip date map call link click java win foo now plus total here next open new search target'.split(
    ' ',
  ),
);

const INNER = new Set(
  (
    'internal int intra intern interne interno hq intranet intranett extranet corp prod production prd stage staging stg dev devel test qa uat preprod sandbox lan ' +
    'local priv private infra ops dmz mgmt admin vpn db sql pg postgres mysql oracle mongo redis cache kafka mq rabbit ' +
    'rabbitmq zk etcd es elastic kibana ldap ad dc dns smtp imap mx relay bastion jump gw gateway fw proxy lb jenkins ' +
    'ci nexus artifactory vault consul nomad grafana prometheus sentry jira confluence nas fs file backup srv server ' +
    'node worker master broker queue k8s kube cluster pod svc ec2 compute host vm win sap erp crm hr'
  ).split(' '),
);
/** A label of inner use, such as `prod`, `db07` or `dc2`. */
const hasInnerWord = (labels: readonly string[]): boolean =>
  labels
    .flatMap(label => label.split('-'))
    .some(word => INNER.has(word) || INNER.has(word.replace(/\d+$/, '')) || /^[a-z]{2,8}\d{1,4}$/.test(word));

function isPlainlyInternal(labels: readonly string[], ending: string): boolean {
  if (ending === 'local' && labels.length === 2)
    return hasInnerWord(labels.slice(0, 1)) || /[\d-]/.test(labels[0] ?? '');
  if (ending === 'local') return !CODE.test(labels.join('.'));
  return labels.length > 2 && /[\d-]/.test(labels.join(''));
}

/** Words for where or what a machine is, which many programs have as a value. */
const SURROUNDINGS =
  /^(?:internal|int|intra|corp|prod|production|prd|stage|staging|stg|dev|devel|test|qa|sandbox|local|priv|private|infra|ops|mgmt|admin|sql|pg|postgres|mysql|oracle|mongo|redis|cache|kafka|elastic|dns|smtp|imap|relay|proxy|fs|file|backup|server|node|worker|master|broker|queue|cluster|pod|svc|compute|host|win|db|mx|ldap|ad|dc|lb|gw|fw|vm|nas|zk|etcd|es|mq|rabbit|rabbitmq|k8s|kube|sap|erp|crm|hr|vault|consul|nomad|grafana|prometheus|sentry|jira|confluence|jenkins|nexus|artifactory|kibana|ci|srv)$/i;

/** A single label that names one machine, where only a host can stand: it is numbered or joined. */
export const isMachine = (name: string): boolean =>
  isHostName(name) &&
  !name.includes('.') &&
  (/[a-z].*\d/i.test(name) || (hasInnerWord([name.toLowerCase()]) && !SURROUNDINGS.test(name))) &&
  !/^v\d|^0x|_/i.test(name);
/** The code that a message begins with, as in `No route to host: AH00957: …`. */
export const isMessageCode = (text: string, start: number, word: string): boolean =>
  /^[A-Z]{1,5}-?\d{4,6}$/.test(word) && text.startsWith(': ', start + word.length);
/** A pod's name ends with the hash of its template and five letters; it is gone before anybody reads of it. */
export const isPod = (name: string): boolean => /-[0-9a-f]{7,10}-[a-z0-9]{5}$/.test(name);
/** Called after its part in a cluster, as everybody's are. */
export const isGenericMachine = (name: string): boolean =>
  /^(?:node|worker|master|server|host|broker|pod|shard|replica|agent|client|consumer|producer|thread|executor|task|instance|member|peer|minikube|kind|control-?plane)(?:[-_]?\d+)?$/i.test(
    name,
  );
