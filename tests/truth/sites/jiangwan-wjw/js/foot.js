document.write('<div class="f1"><a href="/wzdt.htm">网站地图</a>|<a href="/lxwm.htm">联系我们</a>|<a href="/wzsm.htm">网站声明</a></div>');
document.write('<div class="f2">主办单位：江湾市卫生健康委员会　地址：江湾市长康路9号　电话：0995-6610066</div>');
document.write('<div class="f2">网站标识码：9904000066　<a href="https://beian.miit.gov.cn">苏ICP备19990466号-1</a></div>');
document.write('<div class="f3"><a href="http://bszs.conac.cn/sitename?method=show&id=0B3C99D1A0F21301E05310291AAC0466"><img src="/images/red.png"></a><a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9904000066&url=http%3A%2F%2Fwjw.jiangwan.example.gov.cn%2F"><img src="/images/jiucuo.png"></a></div>');
