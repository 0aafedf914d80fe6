SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.amendments (
    read_as text NOT NULL COLLATE pg_catalog."C",
    print_id text NOT NULL COLLATE pg_catalog."C",
    newspaper text NOT NULL COLLATE pg_catalog."C",
    date text NOT NULL COLLATE pg_catalog."C",
    page text NOT NULL COLLATE pg_catalog."C",
    headline text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.articles (
    id text NOT NULL COLLATE pg_catalog."C",
    text_key text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    signature bytea NOT NULL,
    report text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.bands (
    band bigint NOT NULL,
    day text NOT NULL COLLATE pg_catalog."C",
    article_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.baoda_catalogue (
    version integer NOT NULL
);
CREATE TABLE public.boxes (
    print_id text NOT NULL COLLATE pg_catalog."C",
    packed bytea NOT NULL
);
CREATE TABLE public.conversations (
    id text NOT NULL COLLATE pg_catalog."C",
    "user" text NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL COLLATE pg_catalog."C",
    begun text NOT NULL COLLATE pg_catalog."C",
    changed text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.copies (
    print_id text NOT NULL COLLATE pg_catalog."C",
    copy text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.exchanges (
    conversation text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    said text NOT NULL COLLATE pg_catalog."C",
    kept text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.indexes (
    name text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.journal (
    index_name text NOT NULL COLLATE pg_catalog."C",
    article_id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.parts (
    id text NOT NULL COLLATE pg_catalog."C",
    day text NOT NULL COLLATE pg_catalog."C",
    whole text NOT NULL COLLATE pg_catalog."C",
    marks text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    print text NOT NULL COLLATE pg_catalog."C",
    packed bytea NOT NULL
);
CREATE TABLE public.passages (
    id text NOT NULL COLLATE pg_catalog."C",
    article_id text NOT NULL COLLATE pg_catalog."C",
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE public.prints (
    id text NOT NULL COLLATE pg_catalog."C",
    article_id text NOT NULL COLLATE pg_catalog."C",
    rank integer NOT NULL,
    title text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    newspaper text NOT NULL COLLATE pg_catalog."C",
    date text NOT NULL COLLATE pg_catalog."C",
    page text NOT NULL COLLATE pg_catalog."C",
    headline text NOT NULL COLLATE pg_catalog."C",
    external_id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    kicker text NOT NULL COLLATE pg_catalog."C",
    dateline text NOT NULL COLLATE pg_catalog."C",
    authors text NOT NULL COLLATE pg_catalog."C",
    confidence double precision NOT NULL,
    origin text NOT NULL COLLATE pg_catalog."C",
    dates text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.ratings (
    rated text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    kept text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.sessions (
    key text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    ends bigint NOT NULL
);
CREATE TABLE public.users (
    name text NOT NULL COLLATE pg_catalog."C",
    added text NOT NULL COLLATE pg_catalog."C",
    password text NOT NULL COLLATE pg_catalog."C",
    token text COLLATE pg_catalog."C"
);
INSERT INTO public.articles VALUES ('ef72160a08431b9b', '3e857be44f895d3eb6c66ca3333d77f2', '临澜大桥主桥昨日合龙，全长3.2公里，总投资18.6亿元。
市交通局局长沈牧野说：“大桥预计今年10月通车。通车后，过江时间由40分钟缩短到8分钟。”', '\xc6e9610518f70d02ca3b9c006285f6068681260550bd9c09db8b660268dc9903763bb503a2aee104effe44091f7390124ac71e034a82200f303c970119982b01bd28b204b6affb00ad23a20473ce2c11c7078f04065238055930dc088548ff01846a44051bc9f50d3528e000730f6406bea0700993536802e1379f0518a00300549f6f00d0ec1602b5109d02a74aca0035cdeb06c97b220a9b37a605facc75008bcfd307f906a601fcd611020ddcc30078469d01538fbe12f4fb6600d6ed5c02cf0dd901d5911100b350bb08e05e1e016192dd06ddf86500e1daba07a1a47200554b0d05d38e6e03db32f3066c4864058f042201db6a21035f6f2a01b5707e07ad56ca00b3a3630320228300038b31006a432f05e5042205e7754403ff8032078bfe13047e136302d21f4100312e1701cb9dfb0384281a0939773a013ebf6302339c1e010aeeb30ac725d8008a95b901393d7a0014b34c12a5c526037f3fba021569930801e1db0222cd71000dd4bf00bc4f2300ca82c0037925df00ae569a01', '');
INSERT INTO public.articles VALUES ('312baa13b0f2d90d', 'fcacebb8df18723d3329a2b40bd9c754', '东门菜市场改造后于3月4日重新开张，摊位由120个增加到160个。
经营户何春桃说，下水道修好了，再也不怕下雨。', '\x', '');
INSERT INTO public.bands VALUES (2400504360727395547, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (902374997224285509, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2318092983095976475, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (6312346374239295077, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (5467468311618048187, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (7714511694452621978, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2092552888156777526, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (8182903319634644720, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (6900804554576126145, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (1104013523351685949, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (3313945021692080358, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2690897014597342884, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (3919782126366793930, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (8654797522131258983, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (3232028574520728843, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2091706578065547887, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (8926131842618730670, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (1197890622089502126, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (128658331130272947, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2789174542793730266, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (960912598502905398, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (707696865286937030, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (2854107442375909048, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.bands VALUES (6774959151953005238, '2024-03-04', 'ef72160a08431b9b');
INSERT INTO public.baoda_catalogue VALUES (5);
INSERT INTO public.copies VALUES ('ef72160a08431b9b', '7abb0e0a2c7ad74dc8d3c17bf7db562a');
INSERT INTO public.indexes VALUES ('chroma');
INSERT INTO public.indexes VALUES ('tantivy');
INSERT INTO public.journal VALUES ('tantivy', 'ef72160a08431b9b');
INSERT INTO public.journal VALUES ('tantivy', '312baa13b0f2d90d');
INSERT INTO public.passages VALUES ('ef72160a08431b9b-c7f820-0', 'ef72160a08431b9b', 0, 75);
INSERT INTO public.passages VALUES ('312baa13b0f2d90d-fdfbbb-0', '312baa13b0f2d90d', 0, 56);
INSERT INTO public.prints VALUES ('ef72160a08431b9b', 'ef72160a08431b9b', 0, '临澜大桥主桥合龙', 'c7f8205a716da607', '临澜日报', '2024-03-04', '1', '临澜大桥主桥合龙', '', 'news', '', '', '[]', 1, '[["page.txt", 1, 1, "7abb0e0a2c7ad74dc8d3c17bf7db562a"]]', '[]');
INSERT INTO public.prints VALUES ('312baa13b0f2d90d', '312baa13b0f2d90d', 0, '菜市场开张', 'fdfbbb787322fbeb', '临澜日报', '2024-03-05', '3', '菜市场开张', '', 'news', '', '', '[]', 1, '[]', '[]');
INSERT INTO public.prints VALUES ('8ef586f932cf5782', '312baa13b0f2d90d', 1, '菜市场开张', 'c065ad3dc5c8edcb', '临澜晚报', '2024-03-06', '2', '菜市场开张', '', 'news', '', '', '[]', 1, '[]', '[]');
ALTER TABLE ONLY public.amendments
    ADD CONSTRAINT amendments_pkey PRIMARY KEY (read_as);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bands
    ADD CONSTRAINT bands_pkey PRIMARY KEY (band, day, article_id);
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT boxes_pkey PRIMARY KEY (print_id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.copies
    ADD CONSTRAINT copies_pkey PRIMARY KEY (print_id, copy);
ALTER TABLE ONLY public.exchanges
    ADD CONSTRAINT exchanges_pkey PRIMARY KEY (conversation, number);
ALTER TABLE ONLY public.indexes
    ADD CONSTRAINT indexes_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (index_name, article_id);
ALTER TABLE ONLY public.parts
    ADD CONSTRAINT parts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.prints
    ADD CONSTRAINT prints_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ratings
    ADD CONSTRAINT ratings_pkey PRIMARY KEY (rated, key);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_token_key UNIQUE (token);
CREATE INDEX articles_by_report ON public.articles USING btree (report) WHERE (report <> ''::text);
CREATE INDEX articles_by_text ON public.articles USING btree (text_key);
CREATE INDEX conversations_by_user ON public.conversations USING btree ("user", changed);
CREATE INDEX copies_by_name ON public.copies USING btree (copy);
CREATE INDEX parts_by_day ON public.parts USING btree (day);
CREATE INDEX parts_by_whole ON public.parts USING btree (whole);
CREATE INDEX passages_in_order ON public.passages USING btree (article_id, start);
CREATE INDEX prints_by_title ON public.prints USING btree (title);
CREATE INDEX prints_elsewhere ON public.prints USING btree (date, newspaper, article_id) WHERE (rank > 0);
CREATE INDEX prints_in_print ON public.prints USING btree (date, newspaper, page, id);
CREATE INDEX prints_of_article ON public.prints USING btree (article_id, rank);
ALTER TABLE ONLY public.boxes
    ADD CONSTRAINT boxes_print_id_fkey FOREIGN KEY (print_id) REFERENCES public.prints(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.copies
    ADD CONSTRAINT copies_print_id_fkey FOREIGN KEY (print_id) REFERENCES public.prints(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.exchanges
    ADD CONSTRAINT exchanges_conversation_fkey FOREIGN KEY (conversation) REFERENCES public.conversations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_index_name_fkey FOREIGN KEY (index_name) REFERENCES public.indexes(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.passages
    ADD CONSTRAINT passages_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.prints
    ADD CONSTRAINT prints_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;
