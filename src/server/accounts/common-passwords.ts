// Passwords of twelve characters and more that attackers try first: what people make of the usual short ones when a
// longer one is asked for. Letters and digits only: they are compared so, without case, spaces and signs.

const WORDS = `
password1234 password12345 password123456 password1234567 password12345678 password123456789 passwordpassword
mypassword123 mypassword1234 thisismypassword newpassword123 newpassword1234 temppassword temporarypassword
changeme1234 changemenow changemeplease pleasechangeme defaultpassword password2024 password2025 password2026
password2027 passw0rd1234 p4ssw0rd1234 passwort1234 passwort12345 passwortpasswort motdepasse123 contrasena123
letmeinplease letmein12345 letmein123456 welcome12345 welcome123456 welcome1234567 welcome2024 welcome2025 welcome2026
welcomehome123 administrator administrator1 administrator123 adminadmin12 adminadminadmin admin1234567 admin12345678
admin123456789 rootrootroot superuser123 supersecret1 supersecretpassword topsecret123 secretsecret secret123456
qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456 qwerty1234567
qwerty12345678 qwertyqwerty qwertzuiop12 qwertzuiop123 azertyuiop12 azertyuiop123 asdfghjkl123 asdfghjkl1234
asdfghjklqwe zxcvbnm12345 zxcvbnmasdfg 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv
q1w2e3r4t5y6 qazwsxedcrfv qazwsxedc123 zaq12wsxcde3 abcd12345678 abc123456789 abc1234567890 abcdefg12345 a1b2c3d4e5f6
a123456789012 aa1234567890 123456789abc 123456789qwe 1234567890qw 1234qwerasdf 12345qwertyui 123qweasdzxc 123321123321
112233445566 123412341234 147258369147 147258369000 159753159753 741852963000 789456123000 987654321000 000111222333
314159265358 3141592653589 271828182845 123123123123 121212121212 102030405060 010203040506
iloveyou1234 iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch ilovemyfamily iloveyoubaby1 ihatepasswords
monkeymonkey monkey123456 dragon123456 dragondragon football1234 footballfootball baseball1234 baseballbaseball
basketball12 basketball123 superman1234 batman123456 sunshine1234 sunshine12345 princess1234 princess12345 starwars1234
pokemon12345 michael12345 michaeljackson jordan123456 liverpool123 liverpool1234 manchesterunited chelsea12345
arsenal12345 barcelona123 realmadrid123 juventus1234 trustno1trustno1 whatever1234 computer1234 computer12345
internet1234 samsung12345 microsoft123 master123456 mastermaster shadow123456 freedom12345 summer202024 summer2024summer
correcthorsebatterystaple correcthorse opensesame123 abracadabra123 mickeymouse123 mickeymouse1 chocolate123
chocolate1234 butterfly123 butterfly1234 strawberry12 strawberry123 elephant1234 blink182blink donaldtrump1
backpain1234 lowbackpain123 physiotherapy physiotherapy1 physiotherapy123 physiotherapist hospital1234 hospital12345
clinic123456 clinicclinic doctor123456 doctordoctor nurse1234567 medicine1234 medical12345 patient12345 healthcare12
healthcare123 clunealcluneal clunealnerve clunealnerve1 cluneal12345 cluneal123456 clunealclinic
`;

const COMMON: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
const REPEATED = /^(.{1,6})\1+$/su;
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '12345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
];

/** Letters and digits of a text, without case: what is compared. */
export const bareText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a password is one of the list, one piece said over and over, or a run of the keyboard or the alphabet. */
export function isCommon(password: string): boolean {
  const bare = bareText(password);
  const backwards = [...bare].reverse().join('');
  return (
    COMMON.has(bare) ||
    REPEATED.test(password) ||
    // Signs alone leave nothing bare, and nothing is part of every run.
    (bare !== '' && (REPEATED.test(bare) || RUNS.some((run) => run.includes(bare) || run.includes(backwards))))
  );
}
