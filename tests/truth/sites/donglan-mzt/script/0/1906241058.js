function wza(){window.open("/wza.html")}
var now=new Date();
