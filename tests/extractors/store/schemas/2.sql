BEGIN TRANSACTION;
CREATE TABLE claims (
	claim TEXT NOT NULL, 
	report TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	measure TEXT NOT NULL, 
	statistic TEXT NOT NULL, 
	drug TEXT NOT NULL, 
	form TEXT NOT NULL, 
	value FLOAT NOT NULL, 
	unit TEXT NOT NULL, 
	low FLOAT, 
	high FLOAT, 
	bound TEXT NOT NULL, 
	period TEXT NOT NULL, 
	place TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	attribution TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	start BIGINT NOT NULL, 
	"end" BIGINT NOT NULL, 
	sentence TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	language TEXT NOT NULL, 
	location TEXT NOT NULL, 
	step FLOAT NOT NULL, 
	PRIMARY KEY (claim)
);
INSERT INTO "claims" VALUES('ca9b8bce4bac476c','00000000000000aa',0,'seizure','level','heroin','',320.0,'kg',NULL,NULL,'exact','2019','MM','','','','320 kg',14,20,'Police seized 320 kg of heroin this year in Myanmar.','seizure cue before <quantity>; <drug> beside <quantity>','en','',10.0);
CREATE TABLE corrections (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	action TEXT NOT NULL, 
	report TEXT NOT NULL, 
	start BIGINT, 
	"end" BIGINT, 
	measure TEXT NOT NULL, 
	statistic TEXT NOT NULL, 
	n INTEGER, 
	field TEXT NOT NULL, 
	old TEXT NOT NULL, 
	new TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	undoes TEXT NOT NULL, 
	was TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);
INSERT INTO "corrections" VALUES(1,'6889b494b08f4186862e5319bba7da37','2026-11-24T10:26:40.379559Z','ann','report','00000000000000aa',NULL,NULL,'','',NULL,'published','""','"2019-06-21"','letterhead','','{}');
INSERT INTO "corrections" VALUES(2,'4aac94f93cbd404f92a78e2e3373027d','2026-11-24T10:26:40.730829Z','ann','correct','00000000000000aa',14,20,'seizure','level',0,'value','320.0','73.0','misread','','{"attribution": "", "bound": "exact", "drug": "heroin", "form": "", "high": null, "low": null, "measure": "seizure", "origin": "", "period": "2019", "place": "MM", "quote": "320 kg", "scope": "", "siblings": 1, "statistic": "level", "unit": "kg", "value": 320.0}');
CREATE TABLE counter (
	name TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "counter" VALUES('changes',3);
CREATE TABLE facts (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "facts" VALUES('schema','2');
INSERT INTO "facts" VALUES('id','071ee952d3ab4fcaa8f6a59cd21c56e4');
CREATE TABLE files (
	folder TEXT NOT NULL, 
	file TEXT NOT NULL, 
	report TEXT NOT NULL, 
	container TEXT NOT NULL, 
	status TEXT NOT NULL, 
	error TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	mark TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	first_seen TEXT NOT NULL, 
	PRIMARY KEY (folder, file)
);
INSERT INTO "files" VALUES('','a.txt','00000000000000aa','','read','',0,'','','2026-11-24T10:26:40.354374Z');
CREATE TABLE reports (
	report TEXT NOT NULL, 
	folder TEXT NOT NULL, 
	file TEXT NOT NULL, 
	title TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	url TEXT NOT NULL, 
	published TEXT, 
	language TEXT NOT NULL, 
	text BLOB NOT NULL, 
	layout BLOB NOT NULL, 
	rules TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	stamp TEXT NOT NULL, 
	claims INTEGER NOT NULL, 
	first_seen TEXT NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (report)
);
INSERT INTO "reports" VALUES('00000000000000aa','','a.txt','News','Gazette','',NULL,'en',X'789C0BC8CFC94C4E55284ECDAC4A4D5130363250C84E57C84F53C8482DCACFCC5328C9C82C56A84C4D2C5200727C2B13F372138BF400D9A01205',X'789CAB562A482C2E4E4C4F2D56B252888ED551502A494CCA81F26A019B9909C3','','{"published": "2019-06-21"}','2990bd4e9aa3d4de',1,'2026-11-24T10:26:40.343245Z','');
CREATE INDEX files_report ON files (report);
CREATE INDEX claims_report ON claims (report);
CREATE INDEX corrections_report ON corrections (report);
COMMIT;
